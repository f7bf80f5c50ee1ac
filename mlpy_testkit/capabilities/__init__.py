"""What a program is allowed to do: tokens, contexts, checks and their audit trail.

Each name is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from ..lazy import lazy_names

_HOMES = {
    "ALL": "grants",
    "PURE": "grants",
    "AuditTrail": "audit",
    "CapabilityConstraint": "constraints",
    "CapabilityContext": "context",
    "CapabilityContextError": "errors",
    "CapabilityDeniedError": "errors",
    "CapabilityError": "errors",
    "CapabilityExpiredError": "errors",
    "CapabilityManager": "manager",
    "CapabilityNotFoundError": "errors",
    "CapabilityToken": "tokens",
    "CapabilityValidationError": "errors",
    "Check": "audit",
    "Grants": "presets",
    "InsufficientCapabilityError": "errors",
    "NoContext": "context",
    "add_capability": "manager",
    "as_context": "presets",
    "as_token": "grants",
    "as_tokens": "grants",
    "audit_trail": "door",
    "capability_context": "context",
    "capability_context_manager": "decorators",
    "capability_safe": "decorators",
    "create_capability_token": "tokens",
    "create_file_capability": "tokens",
    "create_network_capability": "tokens",
    "everything": "presets",
    "file_capability_context": "manager",
    "get_capability_manager": "manager",
    "get_current_context": "context",
    "get_function_capabilities": "decorators",
    "grant": "grants",
    "has_capability": "manager",
    "is_capability_protected": "decorators",
    "isolated_capability_context": "context",
    "network_capability_context": "manager",
    "pure": "presets",
    "require": "door",
    "require_all": "door",
    "require_path": "door",
    "requires_capabilities": "decorators",
    "requires_capability": "decorators",
    "requires_file_access": "decorators",
    "requires_math_capability": "decorators",
    "requires_network_access": "decorators",
    "reset_capability_manager": "manager",
    "set_current_context": "context",
    "use_capability": "manager",
    "using_clock": "clock",
    "with_capability": "decorators",
}

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

if TYPE_CHECKING:
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

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
