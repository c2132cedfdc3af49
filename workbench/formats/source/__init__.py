"""Study sources: a whole study as one TOML or JSON text, and the definition files it uses."""
