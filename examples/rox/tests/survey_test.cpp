#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "rox/rox.hpp"
#include "rox/survey.hpp"
#include "support.hpp"

namespace rox::test {
namespace {

class Survey : public testing::Test {
protected:
    /// A folder of its own with the example charts, one of them in a folder below, a file that is
    /// no chart and one that only looks like one.
    void SetUp() override {
        std::string pattern = (std::filesystem::path(testing::TempDir()) / "rox survey XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        std::filesystem::create_directories(folder / "below");
        for (const std::filesystem::path& chart : example_charts()) {
            std::filesystem::copy_file(chart, folder / chart.filename());
            ++charts;
        }
        std::filesystem::copy_file(example_charts()[0], folder / "below" / "again.sm");
        std::ofstream(folder / "notes.txt") << "not a chart";
        std::ofstream(folder / "broken.osu") << "not a chart either";
        charts += 2;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    std::filesystem::path folder;
    std::size_t charts = 0;
};

TEST_F(Survey, ReadsEveryChart) {
    std::vector<std::size_t> done;
    const auto found = survey(folder, [&](std::size_t count, std::size_t total) {
                           done.push_back(count);
                           EXPECT_EQ(total, charts);
                       }).get();
    ASSERT_EQ(found.size(), charts);
    EXPECT_EQ(done.size(), charts);
    EXPECT_EQ(done.back(), charts);
    std::size_t broken = 0;
    for (const Surveyed& one : found) {
        if (const Summary* summary = std::get_if<Summary>(&one.result)) {
            EXPECT_EQ(*summary, summarize(decode_file(one.path)));
        } else {
            EXPECT_EQ(one.path.filename(), "broken.osu");
            ++broken;
        }
    }
    EXPECT_EQ(broken, 1u);
}

TEST_F(Survey, StopsWhenAsked) {
    std::stop_source source;
    const auto found = survey(folder, [&](std::size_t, std::size_t) { source.request_stop(); },
                              source.get_token()).get();
    EXPECT_EQ(found.size(), 1u);
}

TEST_F(Survey, EndsWithWhatItsCallbackThrows) {
    auto found = survey(folder, [](std::size_t, std::size_t) { throw std::runtime_error("no"); });
    EXPECT_THROW(found.get(), std::runtime_error);
}

TEST_F(Survey, RefusesWhatIsNoFolder) {
    auto found = survey(folder / "nowhere");
    EXPECT_THROW(found.get(), FileError);
}

} // namespace
} // namespace rox::test
