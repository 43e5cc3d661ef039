// There is no operating system.
#pragma once
