// Exists to carry the precompiled headers that the tests share.
