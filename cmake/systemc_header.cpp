// Exists to carry the precompiled SystemC header that all models share.
