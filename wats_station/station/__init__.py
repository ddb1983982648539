"""The station without its window: engine, link and gateway put together, free of Qt."""
