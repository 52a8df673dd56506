"""What is published of a certified product in its own repository: the certificate, and the contracts of its data."""

from collections.abc import Mapping

from config.data_contract import data_contract
from config.estate import Estate
from config.models.product import ProductStack
from servicedesk.model.governance import CertificationRequest
from servicedesk.offers import Offer
from servicedesk.problems import Refusal, refusal
from servicedesk.state import State
from servicedesk.yaml_text import plain_text

FOLDER = "certification"


def publication(estate: Estate, state: State, repository: str) -> tuple[Offer, Mapping[str, str]] | Refusal:
    """The branch for a product's repository, and its files; refused for a product that is not certified by that."""
    body = state.body
    team = estate.teams.get(body.product) if isinstance(body, CertificationRequest) else None
    mark = team.certified if isinstance(team, ProductStack) else None
    if not isinstance(body, CertificationRequest) or team is None or mark is None or mark.request != state.id:
        return refusal(
            "D-APP-008",
            state.id,
            found=f"`{state.body.kind}`, {state.status}, which certifies no product of the estate",
            accepted="the certification that a product has now",
            remedy=f"see `estate request show {state.id}`; merge it first",
        )
    datasets = {name: one for name, one in sorted(team.datasets.items()) if one.status == "active"}
    lines = [
        f"# {body.product} is certified",
        "",
        f"For use across the organisation, since {mark.on}, by {state.id}.",
        "",
        f"- Sponsor: {body.sponsor}",
        f"- Documentation: {mark.documentation}",
        *(f"- Evidence: {link}" for link in mark.evidence),
        *(f"- Approved: {given.person}, {given.at:%Y-%m-%d}" for given in state.approvals),
        *(f"- Data contract: [{name}](contracts/{name}.odcs.yaml)" for name in datasets),
        "",
    ]
    contracts = {
        f"{FOLDER}/contracts/{name}.odcs.yaml": plain_text(data_contract(estate, body.product, name))
        for name in datasets
    }
    text = f"{state.id} certifies this product. The certificate and the contracts of its data, to be kept with it."
    offer = Offer(repository, f"{FOLDER}/{state.id}", f"Publish the certification of {body.product}", text)
    return offer, {f"{FOLDER}/README.md": "\n".join(lines), **contracts}
