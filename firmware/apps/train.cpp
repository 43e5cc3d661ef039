// Trains the job's network on the accelerator: epochs over the training set, each followed by a test.
#include "abi/memory_map.hpp"
#include "drivers/accelerator.hpp"
#include "drivers/mailbox.hpp"
#include "runtime/app.hpp"
#include "runtime/heap.hpp"
#include "training/epochs.hpp"
#include "training/job.hpp"
#include "training/network_setup.hpp"
#include "training/phase_runner.hpp"

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
    train_epochs(job, network, mailbox, runner);
    mailbox.send(abi::mailbox::Event::finished);
    return 0;
}
