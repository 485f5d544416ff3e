"""Read-only SQL for screens. Every query takes the actor and shows only what they may see."""
