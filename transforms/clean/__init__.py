"""Raw article in, the article and only the article out: blocks, metadata, duplicates."""
