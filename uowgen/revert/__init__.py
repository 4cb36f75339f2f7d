"""Taking out what a spec put in: what was written is recorded, and found again in the tree as it is now.

Values in, values out: where records are kept is the workspace's business. What has been changed since is refused, never guessed at.
"""

from uowgen.revert.record import Record, read_records, record_of, records_text, written_by
from uowgen.revert.take_out import revert_changes
from uowgen.revert.unrecorded import revert_unrecorded

__all__ = ["Record", "read_records", "record_of", "records_text", "revert_changes", "revert_unrecorded", "written_by"]
