"""The spec-to-code report as a static site: from a run's records to pages as bytes. Touches no disk and no network."""
