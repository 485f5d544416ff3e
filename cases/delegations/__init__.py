"""Who acts for whom (TUQ.): what is in force for a person today, and what ends it."""
