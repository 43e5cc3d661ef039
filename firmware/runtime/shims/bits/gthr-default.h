// One hart, no threads.
#pragma once
#include <bits/gthr-single.h>
