"""What happens when a step ends: answers are filed, tokens move, rows are written."""
