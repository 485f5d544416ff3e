"""Why a delegation is over."""

from collections.abc import Mapping

REVOKED, EXPIRED, LAPSED = "revoked", "expired", "lapsed"

END_TITLES: Mapping[str, str] = {
    REVOKED: "thu hồi",
    EXPIRED: "hết hạn",
    LAPSED: "người giao không còn quyền đó",
}
