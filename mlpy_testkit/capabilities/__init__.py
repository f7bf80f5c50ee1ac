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
from .decorators import (
    capability_context_manager,
    capability_safe,
    get_function_capabilities,
    is_capability_protected,
    requires_capabilities,
    requires_capability,
    requires_file_access,
    requires_math_capability,
    requires_network_access,
    with_capability,
)
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
from .manager import (
    CapabilityManager,
    add_capability,
    file_capability_context,
    get_capability_manager,
    has_capability,
    network_capability_context,
    reset_capability_manager,
    use_capability,
)
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
    "add_capability",
    "as_context",
    "as_token",
    "as_tokens",
    "audit_trail",
    "capability_context",
    "capability_context_manager",
    "capability_safe",
    "create_capability_token",
    "create_file_capability",
    "create_network_capability",
    "everything",
    "file_capability_context",
    "get_capability_manager",
    "get_current_context",
    "get_function_capabilities",
    "grant",
    "has_capability",
    "is_capability_protected",
    "isolated_capability_context",
    "network_capability_context",
    "pure",
    "require",
    "require_all",
    "require_path",
    "requires_capabilities",
    "requires_capability",
    "requires_file_access",
    "requires_math_capability",
    "requires_network_access",
    "reset_capability_manager",
    "set_current_context",
    "use_capability",
    "using_clock",
    "with_capability",
]
