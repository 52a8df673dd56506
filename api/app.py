"""The application: routes, refusals, headers and the OpenAPI document."""

from typing import Any

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.documents import shared_schemas
from api.errors import add_handlers
from api.routes import acting, reading, requests
from api.service import Service
from api.shapes import ProblemDetails, ProblemParts

VERSION = "1"
_TITLE = "Service desk of the data estate"
_ABOUT = (
    "Ask for landing zones, products, access and more; decide; see what became of it. "
    "The same desk as `estate request`. Whatever is refused says why, with every reason at once."
)
_SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


class Api(FastAPI):
    """The application; its document also holds the schemas of bodies and refusals, which routes only name."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if self.openapi_schema is None:
            document = super().openapi()
            details = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
            details.pop("$defs")
            document["components"]["schemas"] |= shared_schemas() | {
                "ProblemDetails": details,
                "ProblemParts": ProblemParts.model_json_schema(),
            }
        return super().openapi()

    def build_middleware_stack(self) -> ASGIApp:
        """The application with everything around it; safe headers are outermost, so that failures carry them too."""
        return SafeHeaders(super().build_middleware_stack())


class SafeHeaders:
    """Adds headers that keep browsers from guessing, framing and keeping answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_SAFE)
            await send(message)

        await self._app(scope, receive, with_headers)


def create_app(service: Service) -> Api:
    """The application of one service desk."""
    app = _routes()
    app.state.service = service
    return app


def openapi_document() -> dict[str, Any]:
    """The OpenAPI document; it is the same for every service desk."""
    return _routes().openapi()


def _routes() -> Api:
    app = Api(title=_TITLE, version=VERSION, description=_ABOUT, docs_url=None, redoc_url=None, redirect_slashes=False)
    routers = [group.router for group in (reading, requests, acting)]
    for router in routers:
        app.include_router(router)
    app.state.routes = [route for router in routers for route in router.routes]
    add_handlers(app)
    return app
