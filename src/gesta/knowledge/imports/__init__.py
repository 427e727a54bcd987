"""Lists of actors in other forms, read as overlays: PETRARCH/CAMEO dictionaries, followthemoney entities, CSV."""
