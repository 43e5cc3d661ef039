// Classifies the job's test set with given parameters and stores every prediction.
#include "abi/memory_map.hpp"
#include "drivers/accelerator.hpp"
#include "drivers/mailbox.hpp"
#include "runtime/app.hpp"
#include "runtime/heap.hpp"
#include "training/job.hpp"
#include "training/network_setup.hpp"
#include "training/phase_runner.hpp"

#include <cstdio>

int app_main(std::uint32_t job_address) {
    using namespace edgeloom;
    using namespace edgeloom::firmware;
    const abi::Job& job = checked_job(job_address);
    const Mailbox mailbox(abi::memory_map::mailbox.base);
    const Accelerator accelerator(abi::memory_map::accelerator.base, abi::memory_map::stream.base);
    Heap heap;
    NetworkSetup network(job, accelerator, heap);
    network.run();
    PhaseRunner runner(job, accelerator, heap);
    mailbox.send(abi::mailbox::Event::initialised);
    mailbox.send(abi::mailbox::Event::phase_started, {0, job.first_epoch, job.test.inputs, 0});
    const auto counts = runner.predict();

    abi::Results results = network.results();
    results.test_inputs = job.test.inputs;
    results.test_correct = counts.correct;
    at<abi::Results>(job.results_address) = results;
    const std::uint32_t hundredths = hundredths_of_percent(counts.correct, job.test.inputs);
    std::printf("%lu of %lu inputs classified as labelled, %lu.%02lu %%\n", static_cast<unsigned long>(counts.correct),
                static_cast<unsigned long>(job.test.inputs), static_cast<unsigned long>(hundredths / 100),
                static_cast<unsigned long>(hundredths % 100));
    mailbox.send(abi::mailbox::Event::finished);
    return 0;
}
