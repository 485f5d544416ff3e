"""The morning digest: what is late or nearly due for a person, written down once a day."""
