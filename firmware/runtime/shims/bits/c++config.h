// The host's libstdc++ configuration, without the operating system that the firmware does not have.
#pragma once
#include_next <bits/c++config.h>
#undef _GLIBCXX_HAS_GTHREADS
#undef _GLIBCXX_HAVE_LINUX_FUTEX
#undef _GLIBCXX_HOSTED
#define _GLIBCXX_HOSTED 1
