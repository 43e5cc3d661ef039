// Does what the app `train` does, on the hart alone: what it learns is the same to the bit, only later. The accelerator
// serves as nothing but the place where the network lies before and after; it processes no input.
#include "abi/memory_map.hpp"
#include "drivers/accelerator.hpp"
#include "drivers/mailbox.hpp"
#include "runtime/app.hpp"
#include "runtime/heap.hpp"
#include "soft/pipeline.hpp"
#include "soft/trainer.hpp"
#include "training/epochs.hpp"
#include "training/job.hpp"
#include "training/network_setup.hpp"

int app_main(std::uint32_t job_address) {
    using namespace edgeloom;
    using namespace edgeloom::firmware;
    const abi::Job& job = checked_job(job_address);
    const Mailbox mailbox(abi::memory_map::mailbox.base);
    const Accelerator accelerator(abi::memory_map::accelerator.base, abi::memory_map::stream.base);
    Heap heap;
    NetworkSetup network(job, accelerator, heap);
    network.run();
    soft::Pipeline pipeline(job, network, accelerator, heap);
    soft::Trainer trainer(job, pipeline, mailbox, heap);
    mailbox.send(abi::mailbox::Event::initialised);
    train_epochs(job, network, mailbox, trainer);
    pipeline.store(accelerator);
    mailbox.send(abi::mailbox::Event::finished);
    return 0;
}
