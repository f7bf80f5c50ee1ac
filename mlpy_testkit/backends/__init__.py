"""The engines that can run ML for the kit."""
