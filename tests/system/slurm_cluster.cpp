#include "system/slurm_cluster.hpp"

#include "support/execute.hpp"

#include <boost/algorithm/string.hpp>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace edgeloom::test {

namespace fs = std::filesystem;

namespace {

using std::chrono::milliseconds;

constexpr std::array programs{"munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel", "sinfo"};

// They are not in every user's PATH.
std::string path_of(const std::string& program) {
    const std::string found = installed(program);
    const std::string system = "/usr/sbin/" + program;
    return found.empty() && fs::exists(system) ? system : found;
}

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    close(socket);
    return ntohs(address.sin_port);
}

std::string host() {
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    const std::string whole = name.data();
    return whole.substr(0, whole.find('.'));
}

bool is_alive(pid_t process) {
    return kill(process, 0) == 0;
}

pid_t process_in(const fs::path& pid_file) {
    pid_t process = 0;
    std::ifstream(pid_file) >> process;
    return process;
}

} // namespace

std::string SlurmCluster::missing() {
    const auto* const program = std::ranges::find_if(programs, [](const char* name) { return path_of(name).empty(); });
    return program == programs.end() ? "" : *program;
}

SlurmCluster::SlurmCluster(fs::path folder) : folder_(std::move(folder)) {
    for (const char* name : {"munge-etc", "munge-log", "munge-run", "state", "spool", "log"}) {
        fs::create_directories(folder_ / name);
        fs::permissions(folder_ / name, fs::perms::owner_all);
    }
    const fs::perms for_all = static_cast<fs::perms>(0755); // munge asks for this of the way to its socket
    fs::permissions(folder_, for_all);
    fs::permissions(folder_ / "munge-run", for_all);
    make_key();
    configure();
    setenv("SLURM_CONF", (folder_ / "slurm.conf").c_str(), 1);
    start_munge();
    start_controller();
    start_node();
    wait_for_node();
}

SlurmCluster::~SlurmCluster() {
    try {
        command("scancel", {"--user", getpwuid(getuid())->pw_name});
        for (int i = 0; i < 100 && !queue().empty(); ++i) {
            std::this_thread::sleep_for(milliseconds{100});
        }
    } catch (const std::runtime_error&) { // it was not up, or is not any more
    }
    end("slurmd");
    end("slurmctld");
    end("munged");
    unsetenv("SLURM_CONF");
}

void SlurmCluster::make_key() const {
    const fs::path file = folder_ / "munge-etc" / "munge.key";
    std::ofstream(file, std::ios::binary) << std::string(128, 'k'); // a secret from nobody
    fs::permissions(file, fs::perms::owner_read);
}

void SlurmCluster::configure() const {
    const std::string user = getpwuid(getuid())->pw_name;
    std::string text = R"(ClusterName=edgeloom-test
SlurmctldHost=HOST(127.0.0.1)
SlurmUser=USER
SlurmdUser=USER
AuthType=auth/munge
AuthInfo=socket=DIR/munge-run/munge.socket.2,cred_expire=5
SlurmctldPort=CONTROLLER
SlurmdPort=NODE
StateSaveLocation=DIR/state
SlurmdSpoolDir=DIR/spool
SlurmctldPidFile=DIR/slurmctld.pid
SlurmdPidFile=DIR/slurmd.pid
SlurmctldLogFile=DIR/log/slurmctld.log
SlurmdLogFile=DIR/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
ReturnToService=2
MinJobAge=60
KillWait=2
MessageTimeout=3
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SlurmdTimeout=10
NodeName=HOST NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:2
)";
    boost::replace_all(text, "DIR", folder_.string());
    boost::replace_all(text, "HOST", host());
    boost::replace_all(text, "USER", user);
    boost::replace_all(text, "CONTROLLER", std::to_string(free_port()));
    boost::replace_all(text, "NODE", std::to_string(free_port()));
    std::ofstream(folder_ / "slurm.conf") << text;
}

void SlurmCluster::start_munge() const {
    command("munged", {"--key-file=" + (folder_ / "munge-etc/munge.key").string(),
                       "--socket=" + (folder_ / "munge-run/munge.socket.2").string(),
                       "--pid-file=" + (folder_ / "munged.pid").string(),
                       "--log-file=" + (folder_ / "munge-log/munged.log").string(),
                       "--seed-file=" + (folder_ / "munge-log/munge.seed").string()});
}

void SlurmCluster::start_controller() const {
    command("slurmctld", {"-f", (folder_ / "slurm.conf").string()});
}

void SlurmCluster::stop_controller() const {
    end("slurmctld");
}

void SlurmCluster::start_node() const {
    command("slurmd", {"-f", (folder_ / "slurm.conf").string()});
}

void SlurmCluster::wait_for_node() const {
    std::string state;
    for (int i = 0; i < 150; ++i) {
        try {
            state = boost::trim_copy(command("sinfo", {"--noheader", "--format", "%T"}));
        } catch (const std::runtime_error& error) { // the controller is not up yet
            state = error.what();
        }
        if (state == "idle") {
            return;
        }
        std::this_thread::sleep_for(milliseconds{100});
    }
    throw std::runtime_error("the node of Slurm is '" + state + "'");
}

std::string SlurmCluster::queue() const {
    return command("squeue", {"--noheader"});
}

void SlurmCluster::end(const std::string& daemon) const {
    const fs::path pid_file = folder_ / (daemon + ".pid");
    const pid_t process = process_in(pid_file);
    if (process <= 0) {
        return;
    }
    kill(process, SIGTERM);
    for (int i = 0; i < 50 && is_alive(process); ++i) {
        std::this_thread::sleep_for(milliseconds{100});
    }
    if (is_alive(process)) {
        kill(process, SIGKILL);
    }
    fs::remove(pid_file);
}

std::string SlurmCluster::command(const std::string& name, const std::vector<std::string>& arguments) const {
    const Finished finished = execute(path_of(name), arguments, folder_);
    if (finished.status != 0) {
        throw std::runtime_error(name + ": " + finished.err);
    }
    return finished.out;
}

} // namespace edgeloom::test
