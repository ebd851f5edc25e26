#include <version>

#if defined(__cpp_lib_jthread) // what std::stop_token comes with

#include "rox/survey.hpp"

#include <algorithm>
#include <utility>

#include "rox/codec.hpp"
#include "rox/error.hpp"
#include "rox/format.hpp"

namespace rox {
namespace {

std::vector<std::filesystem::path> chart_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    try {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (detect_format(entry.path()) && entry.is_regular_file()) {
                files.push_back(entry.path());
            }
        }
    } catch (const std::filesystem::filesystem_error& error) {
        throw FileError(folder, error.code().message());
    }
    std::ranges::sort(files);
    return files;
}

Surveyed look_at(const std::filesystem::path& path) {
    try {
        return {path, summarize(decode_file(path))};
    } catch (const Error& error) {
        return {path, error.what()};
    }
}

} // namespace

std::future<std::vector<Surveyed>>
survey(const std::filesystem::path& folder,
       std::function<void(std::size_t done, std::size_t total)> progress, std::stop_token stop) {
    return std::async(std::launch::async,
                      [folder, progress = std::move(progress), stop = std::move(stop)] {
                          const std::vector<std::filesystem::path> files = chart_files(folder);
                          std::vector<Surveyed> result;
                          result.reserve(files.size());
                          for (const std::filesystem::path& file : files) {
                              if (stop.stop_requested()) break;
                              result.push_back(look_at(file));
                              if (progress) progress(result.size(), files.size());
                          }
                          return result;
                      });
}

} // namespace rox

#endif
