"""The register: meetings by year, a meeting with its items, decisions and resulting tasks, the original file; reads only."""
