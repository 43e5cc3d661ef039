// Of benchmarks without a simulation.
#include <benchmark/benchmark.h>

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

// The models' library refers to it; nothing is elaborated here.
extern "C" int sc_main(int, char**) {
    return 0;
}
