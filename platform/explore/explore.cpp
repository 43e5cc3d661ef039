#include "platform/explore/explore.hpp"

#include "platform/command_line/sibling.hpp"
#include "platform/explore/closing_words.hpp"
#include "platform/explore/csv.hpp"
#include "platform/explore/description.hpp"
#include "platform/explore/evaluator.hpp"
#include "platform/explore/folder_lock.hpp"
#include "platform/explore/local_executor.hpp"
#include "platform/explore/slurm_executor.hpp"
#include "platform/output/output_folder.hpp"
#include "platform/recorded_sweep/sweep_reader.hpp"
#include "platform/run/interruption.hpp"
#include "platform/user_error.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

namespace edgeloom::platform::explore {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const ExploreOptions& options) {
    return options.out ? fs::path(*options.out) : fs::path(options.sweep).stem();
}

int export_results(const ExploreOptions& options) {
    if (*options.exported != "csv") {
        throw UserError("--export " + *options.exported + ": allowed is csv");
    }
    const bool is_folder = fs::is_directory(options.sweep);
    std::cout << to_csv(read_points(is_folder ? fs::path(options.sweep) : folder_of(options)));
    return 0;
}

std::unique_ptr<Executor> make_executor(const ExploreOptions& options, const fs::path& folder) {
    if (options.executor == "slurm") {
        return std::make_unique<SlurmExecutor>(sibling("edgeloom"), folder);
    }
    if (options.executor != "local") {
        throw UserError("--executor " + options.executor + ": allowed is local or slurm");
    }
    const unsigned jobs = options.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.jobs;
    return std::make_unique<LocalExecutor>(sibling("edgeloom"), jobs);
}

// Energy and area of a run are by the costs of the sweep, too.
std::vector<std::string> run_arguments(const Sweep& sweep) {
    std::vector<std::string> arguments;
    if (sweep.costs) {
        arguments.insert(arguments.end(), {"--costs", fs::absolute(*sweep.costs).string()});
    }
    if (sweep.node) {
        arguments.insert(arguments.end(), {"--node", std::to_string(*sweep.node)});
    }
    return arguments;
}

int finish(const Sweep& sweep, Store& store, const std::vector<Point>& points, const fs::path& folder) {
    std::vector<std::string> keys(points.size());
    std::ranges::transform(points, keys.begin(), &Point::key);
    store.complete(description_of(sweep), keys);
    std::cout << closing_words(sweep, read_points(folder)) << "\nResults: " << (folder / sweep_file).string()
              << "; a page of them: edgeloom report " << folder.string() << '\n';
    if (std::ranges::none_of(points, &Point::done)) {
        std::cerr << "edgeloom: no point is done\n";
        return 1;
    }
    return 0;
}

} // namespace

int explore(const ExploreOptions& options) {
    if (options.exported) {
        return export_results(options);
    }
    const Sweep sweep = read_sweep(options.sweep);
    const Analysis check(sweep);                   // its files, before anything is written,
    const Variant first(sweep, sweep.space.at(0)); // and its expressions
    const fs::path folder = folder_of(options);
    const std::unique_ptr<Executor> executor = make_executor(options, folder);
    const OutputFolder output(folder);
    const FolderLock lock(folder);
    Store store(folder);
    store.describe(description_of(sweep));
    const Interruption interruption;
    const auto interrupted = [&interruption] { return interruption.requested(); };
    const std::unique_ptr<Search> search = make_search(sweep.search, sweep.objectives.size());
    const std::uint64_t seeds = std::max<std::uint64_t>(1, sweep.seeds.size());
    Progress progress(seeds * search->points(sweep.space),
                      sweep.objectives.empty() ? std::nullopt : std::optional(sweep.objectives.front()));
    Trainer trainer(fs::absolute(folder) / points_folder, run_arguments(sweep), *executor, interrupted, progress);
    Evaluator evaluator(sweep, store, sweep.level == Level::analytic ? nullptr : &trainer, progress,
                        {.retry = options.retry, .interrupted = interrupted});
    try {
        search->run(sweep.space, [&](const std::vector<Choices>& choices) { return evaluator.costs(choices); });
    } catch (const Evaluator::Interrupted&) {
        progress.end();
        std::cerr << "edgeloom: interrupted with " << evaluator.points().size()
                  << " points known; the same command goes on with the others\n";
        return 1;
    }
    progress.end();
    return finish(sweep, store, evaluator.points(), folder);
}

} // namespace edgeloom::platform::explore
