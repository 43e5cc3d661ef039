// A Slurm of one node on this machine.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::test {

/// munge, slurmctld and slurmd on the loopback interface, at free ports, with all their files in a folder. They are the
/// ones that Slurm's commands talk to while this lives, by the environment variable SLURM_CONF.
class SlurmCluster {
public:
    /// The first program of Slurm's that is not installed; empty: none is missing.
    [[nodiscard]] static std::string missing();

    /// Throws std::runtime_error where the node does not come up.
    explicit SlurmCluster(std::filesystem::path folder);
    /// Cancels what runs and ends the daemons.
    ~SlurmCluster();
    SlurmCluster(const SlurmCluster&) = delete;
    SlurmCluster& operator=(const SlurmCluster&) = delete;

    void start_controller() const;
    /// Jobs go on meanwhile.
    void stop_controller() const;
    /// Jobs that wait or run, a line each.
    [[nodiscard]] std::string queue() const;

private:
    void make_key() const;
    void configure() const;
    void start_munge() const;
    void start_node() const;
    void wait_for_node() const;
    void end(const std::string& daemon) const;
    /// What a command prints. Throws std::runtime_error where it fails.
    std::string command(const std::string& name, const std::vector<std::string>& arguments) const;

    std::filesystem::path folder_;
};

} // namespace edgeloom::test
