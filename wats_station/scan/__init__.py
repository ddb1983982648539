"""From keys and bytes to a meaning: framing, decoding and intent, all pure."""
