"""The estate and its people as the files say now: read at every call, understood again only when they changed."""

from collections.abc import Callable
from datetime import date
from threading import Lock

from api.problems import refused
from config.estate import Estate
from servicedesk.identity import EstateDirectory
from servicedesk.problems import Refusal
from servicedesk.texts import Texts, load_texts


class Living:
    """The estate of a source of texts."""

    def __init__(self, source: Callable[[], Texts]) -> None:
        self._source = source
        self._lock = Lock()
        self._known: tuple[Texts, date, Estate, EstateDirectory] | None = None

    def now(self, today: date) -> tuple[Estate, EstateDirectory]:
        """The estate and its directory. Errors: `Refused` (H-SRV-002) while the data have problems."""
        texts = self._source()
        with self._lock:
            if self._known is not None and self._known[:2] == (texts, today):
                return self._known[2:]
            estate = load_texts(texts, today)
            if isinstance(estate, Refusal):
                raise refused(
                    "H-SRV-002",
                    "estate",
                    found=f"{len(estate.problems)} problems in the estate's data",
                    accepted="valid data",
                    remedy="let its owners run `estate check`",
                )
            self._known = (texts, today, estate, EstateDirectory(estate))
            return self._known[2:]
