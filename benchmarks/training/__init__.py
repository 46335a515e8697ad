"""Programs that train or count what stands under `transforms/weights` and `seeds/reference`."""
