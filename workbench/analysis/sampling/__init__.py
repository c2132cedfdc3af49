"""One seeded sampler of weights and scores, which every question about uncertainty draws from."""
