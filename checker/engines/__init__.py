"""Where documents are processed: in this process, or on a Ray cluster. Engines are thin adapters over the same stage."""
