"""What pages show, as plain values: templates only lay it out."""
