"""What a program is allowed to do: tokens, contexts, checks and their audit trail."""

from .audit import AuditTrail, Check
from .clock import using_clock
from .constraints import CapabilityConstraint
from .context import (
    CapabilityContext,
    NoContext,
    capability_context,
    get_current_context,
    isolated_capability_context,
    set_current_context,
)
from .decorators import requires_capability, with_capability
from .door import audit_trail, require, require_all, require_path
from .errors import (
    CapabilityContextError,
    CapabilityDeniedError,
    CapabilityError,
    CapabilityExpiredError,
    CapabilityNotFoundError,
    CapabilityValidationError,
    InsufficientCapabilityError,
)
from .grants import ALL, PURE, as_token, as_tokens, grant
from .manager import CapabilityManager, get_capability_manager, reset_capability_manager
from .presets import Grants, as_context, everything, pure
from .tokens import (
    CapabilityToken,
    create_capability_token,
    create_file_capability,
    create_network_capability,
)

__all__ = [
    "ALL",
    "PURE",
    "AuditTrail",
    "CapabilityConstraint",
    "CapabilityContext",
    "CapabilityContextError",
    "CapabilityDeniedError",
    "CapabilityError",
    "CapabilityExpiredError",
    "CapabilityManager",
    "CapabilityNotFoundError",
    "CapabilityToken",
    "CapabilityValidationError",
    "Check",
    "Grants",
    "InsufficientCapabilityError",
    "NoContext",
    "as_context",
    "as_token",
    "as_tokens",
    "audit_trail",
    "capability_context",
    "create_capability_token",
    "create_file_capability",
    "create_network_capability",
    "everything",
    "get_capability_manager",
    "get_current_context",
    "grant",
    "isolated_capability_context",
    "pure",
    "require",
    "require_all",
    "require_path",
    "requires_capability",
    "reset_capability_manager",
    "set_current_context",
    "using_clock",
    "with_capability",
]
