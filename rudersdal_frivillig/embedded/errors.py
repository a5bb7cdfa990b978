class ClusterError(RuntimeError):
    """Says in a sentence what to do; a tool's last lines may stand under it."""
