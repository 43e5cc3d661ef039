// From a configuration to the inputs of a run.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/data/data_set.hpp"

namespace edgeloom::platform {

/// What is read where a configuration names no data set: MNIST where it is found, else Morse. Otherwise what it names.
[[nodiscard]] DataSource::Kind kind_of(const DataSource& source);

/// Throws UserError where a file of the data set is not there.
void require_files_of(const DataSource& source);

/// Reads or generates the data set that the configuration names, cut to the inputs that it asks for. Throws UserError
/// where it cannot be had or does not fit the network.
[[nodiscard]] TrainingData load_data(const Configuration& configuration);

} // namespace edgeloom::platform
