"""The commands of `newsfacts`, one module each; `pipeline.cli` loads the one that is called."""
