"""Bytes in, decoded raw articles out: one module for each input format.

`read_capture` is the door. Every module may raise `Unreadable`; only `capture` turns it into a
rejection with stage "read" and one of these reasons: empty, binary, too_large, long_line, too_deep,
truncated, corrupt, bomb, encrypted, too_nested, bad_json, bad_record, bad_http, http_status,
bad_feed, bad_manifest, link_only, unsupported_encoding, unsupported_format, too_many_rejections.
"""

from transforms.read.bounds import Found, Limits
from transforms.read.capture import capture_links, is_feed, read_capture
from transforms.read.feed import Link
from transforms.read.manifest import MANIFEST_NAME, ManifestError, merge_hints, read_manifest
from transforms.read.media import MEDIA_TYPES, tell_media

__all__ = [
    "MANIFEST_NAME",
    "MEDIA_TYPES",
    "Found",
    "Limits",
    "Link",
    "ManifestError",
    "capture_links",
    "is_feed",
    "merge_hints",
    "read_capture",
    "read_manifest",
    "tell_media",
]
