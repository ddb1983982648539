"""Labels and sheets: bar codes as modules, and where they stand on paper; all pure."""
