"""Rules and their engine: what suggests a code, found on the columns of a shard."""
