// The C locale only.
#pragma once
#include <clocale>
namespace std {
using __c_locale = int*;
}
