#!/bin/sh
# Starts the Python language host of data-estate; the engine finds this file beside itself.
# Which Python to use comes with the environment that `estate` sets, or is the active virtual environment.
python="${DATA_ESTATE_PYTHON:-${VIRTUAL_ENV:+$VIRTUAL_ENV/bin/python}}"
if [ -z "$python" ]; then
    echo 'E-ENG-010 · pulumi-language-python · no DATA_ESTATE_PYTHON · a Python with data-estate installed · run: eval "$(.venv/bin/estate env)"' >&2
    exit 1
fi
DATA_ESTATE_ENGINE_DIR="$(dirname "$(readlink -f "$0")")"
export DATA_ESTATE_ENGINE_DIR
exec "$python" -m orchestrator.engine.language_host "$@"
