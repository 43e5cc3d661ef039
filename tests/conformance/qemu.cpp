#include "conformance/qemu.hpp"

#include "support/scratch_folder.hpp"

#include <boost/process.hpp>

#include <chrono>
#include <fstream>

namespace edgeloom::test {

namespace {

namespace bp = boost::process;

constexpr std::size_t memory_bytes = std::size_t{64} << 20; // the device tree is at its end
constexpr const char* most_seconds = "120";

// An RV32IMAC hart with M-mode only: QEMU's has much more unless it is taken away.
constexpr const char* cpu = "rv32,f=off,d=off,v=off,h=off,s=off,u=off,mmu=off,pmp=off,zba=off,zbb=off,zbc=off,zbs=off";

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& path, std::size_t count) {
    std::vector<std::uint8_t> bytes(count);
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(count));
    return bytes;
}

int execute(const std::filesystem::path& memory) {
    const std::string backend = "memory-backend-file,id=ram,size=64M,share=on,mem-path=" + memory.string();
    return bp::system(bp::search_path("timeout"), "-s", "KILL", most_seconds, bp::search_path("qemu-system-riscv32"),
                      "-cpu", cpu, "-object", backend, "-M", "virt,memory-backend=ram", "-m", "64M", "-bios", "none",
                      "-display", "none", "-serial", "none", "-monitor", "none", bp::std_in < bp::null);
}

} // namespace

bool qemu_is_installed() {
    return !bp::search_path("qemu-system-riscv32").empty();
}

Outcome run_on_qemu(const Image& image) {
    const ScratchFolder folder;
    const std::filesystem::path memory =
        folder.write("memory", {reinterpret_cast<const char*>(image.bytes.data()), image.bytes.size()});
    std::filesystem::resize_file(memory, memory_bytes);
    const auto start = std::chrono::steady_clock::now();
    const int status = execute(memory);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    return {.memory = read_bytes(memory, image.bytes.size()),
            .instructions = 0,
            .seconds = taken.count(),
            .failure = status == 0 ? "" : "QEMU ended with status " + std::to_string(status)};
}

} // namespace edgeloom::test
