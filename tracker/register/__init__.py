"""The register: meetings by year, a meeting with its items, decisions and tasks, the original file; reads only."""
