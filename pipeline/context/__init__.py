"""Context: how a fact is meant. Cue words have a direction and a scope; no rule of the linker knows them."""
