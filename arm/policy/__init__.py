"""The Azure Policy language: documents, evaluation with unknown values, effects, initiatives, assignments."""
