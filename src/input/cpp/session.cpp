#include "input/cpp/session.hpp"

#include "embedded/author_headers.hpp"

#include <array>
#include <map>
#include <memory>

namespace polyglue::input::cpp {
namespace {

constexpr const char* main_file = "/polyglue-input.cpp";
constexpr const char* author_folder = "/polyglue-include/";  // in memory: what is in include/polyglue

/// Where Clang's own headers (stddef.h, intrinsics) are: those of the build, else of an installed clang.
std::string resource_dir() {
  if (const char* env = std::getenv("POLYGLUE_CLANG_RESOURCE_DIR")) return env;
  if (llvm::sys::fs::is_directory(POLYGLUE_CLANG_RESOURCE_DIR)) return POLYGLUE_CLANG_RESOURCE_DIR;
  const std::string self = llvm::sys::fs::getMainExecutable(nullptr, nullptr);
  llvm::SmallString<256> beside(llvm::sys::path::parent_path(self));
  llvm::sys::path::append(beside, "..", "lib", "polyglue", "clang");
  return std::string(beside);
}

/// Sends Clang's diagnostics to the sink. Notes join the message they belong to; warnings about the
/// library's own code are its author's business and not repeated here.
class Forwarder : public clang::DiagnosticConsumer {
 public:
  Forwarder(const config::Config& config, diag::Sink& sink, std::map<int, config::At<std::string>> instantiations)
      : config_(config), sink_(sink), instantiations_(std::move(instantiations)) {}
  ~Forwarder() override { flush(); }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& info) override {
    clang::DiagnosticConsumer::HandleDiagnostic(level, info);
    if (muted_ || level < clang::DiagnosticsEngine::Note) return;
    llvm::SmallString<256> text;
    info.FormatDiagnostic(text);
    model::Location at;
    if (info.hasSourceManager() && info.getLocation().isValid()) {
      const clang::PresumedLoc place = info.getSourceManager().getPresumedLoc(
          info.getSourceManager().getExpansionLoc(info.getLocation()));
      if (place.isValid()) at = {place.getFilename(), int(place.getLine()), int(place.getColumn())};
    }
    if (level == clang::DiagnosticsEngine::Note) {
      if (pending_ && pending_->notes.size() < 5) pending_->notes.push_back({std::string(text), at});
      return;
    }
    flush();
    if (level < clang::DiagnosticsEngine::Error) return;
    diag::Diagnostic out;
    out.message = std::string(text);
    out.code = out.message.find("file not found") != std::string::npos ? "PG0103" : "PG0101";
    out.location = at;
    out.help = help_for(out.message);
    if (at.file == main_file) {
      // Line n of our own text includes the n-th listed header.
      const auto& places = config_.header_locations;
      out.location = at.line >= 1 && std::size_t(at.line) <= places.size() ? places[std::size_t(at.line) - 1] : model::Location{};
      if (auto entry = instantiations_.find(at.line); entry != instantiations_.end()) {
        out.code = "PG0154";
        out.message = "cannot instantiate \"" + entry->second.value + "\": " + out.message;
        out.location = entry->second.location;
        out.help = "write the type as C++ would outside any namespace, fully qualified";
      }
    }
    pending_ = std::move(out);
  }

  void flush() {
    if (pending_) sink_.add(std::move(*pending_));
    pending_.reset();
  }
  /// From here on Clang only answers our own questions; a "no" is not the author's error.
  void mute() { flush(); muted_ = true; }

 private:
  static std::string help_for(const std::string& message) {
    if (message.find("file not found") != std::string::npos)
      return "add the folder it is in to include_paths in [input], or its package to pkg_config";
    if (message.find("unknown type name") != std::string::npos ||
        message.find("no template named") != std::string::npos || message.find("in namespace 'std'") != std::string::npos)
      return "the header may lack an #include or need a newer -std= in flags of [input]";
    if (message.find("unknown argument") != std::string::npos) return "correct flags in [input]";
    return "the headers must compile on their own with the flags of [input]";
  }

  const config::Config& config_;
  diag::Sink& sink_;
  std::map<int, config::At<std::string>> instantiations_;
  std::optional<diag::Diagnostic> pending_;
  bool muted_ = false;
};

class Consumer : public clang::SemaConsumer {
 public:
  Consumer(Forwarder& forwarder, const std::function<void(Parsed)>& use) : forwarder_(forwarder), use_(use) {}
  void InitializeSema(clang::Sema& sema) override { sema_ = &sema; }
  void HandleTranslationUnit(clang::ASTContext& ast) override {
    if (ast.getDiagnostics().hasErrorOccurred() || !sema_) return;
    forwarder_.mute();
    ast.getDiagnostics().setSuppressAllDiagnostics(true);
    use_({ast, *sema_});
  }

 private:
  Forwarder& forwarder_;
  const std::function<void(Parsed)>& use_;
  clang::Sema* sema_ = nullptr;
};

class Action : public clang::ASTFrontendAction {
 public:
  Action(Forwarder& forwarder, const std::function<void(Parsed)>& use) : forwarder_(forwarder), use_(use) {}
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler, llvm::StringRef) override {
    // Bodies say nothing about an interface; Clang still keeps those of constexpr functions.
    compiler.getFrontendOpts().SkipFunctionBodies = true;
    return std::make_unique<Consumer>(forwarder_, use_);
  }

 private:
  Forwarder& forwarder_;
  const std::function<void(Parsed)>& use_;
};

/// The flags of the compilation database that matter to a header, for the entry nearest to it.
std::vector<std::string> database_flags(const config::Config& config, diag::Sink& sink) {
  std::string error;
  auto database = clang::tooling::JSONCompilationDatabase::loadFromFile(
      config.compile_commands->string(), error, clang::tooling::JSONCommandLineSyntax::AutoDetect);
  if (!database) {
    sink.error("PG0102", "cannot read the compilation database: " + error, {config.compile_commands->string(), 0, 0},
               "correct compile_commands in [input]");
    return {};
  }
  auto guessing = clang::tooling::inferMissingCompileCommands(std::move(database));
  std::string wanted = config.headers.empty() ? "" : config.headers.front();
  for (const auto& folder : config.include_paths)
    if (llvm::sys::fs::exists((folder / wanted).string())) wanted = (folder / wanted).string();
  std::vector<std::string> out;
  const auto commands = guessing->getCompileCommands(wanted);
  if (commands.empty()) return out;
  const auto& command = commands.front();
  const auto absolute = [&](const std::string& path) {
    return llvm::sys::path::is_absolute(path) ? path : command.Directory + "/" + path;
  };
  static constexpr std::array with_path = {"-I", "-isystem", "-iquote", "-include", "-isysroot"};
  static constexpr std::array plain = {"-D", "-U", "-std=", "-stdlib=", "-f", "-m", "--target="};
  for (std::size_t i = 1; i < command.CommandLine.size(); ++i) {
    const std::string& arg = command.CommandLine[i];
    if (arg == "--") break;
    const llvm::StringRef text = arg;
    bool taken = false;
    for (const char* flag : with_path) {
      if (text == flag && i + 1 < command.CommandLine.size()) {
        out.insert(out.end(), {flag, absolute(command.CommandLine[++i])});
        taken = true;
      } else if (text.starts_with(flag) && (flag[1] == 'I' || text.size() > llvm::StringRef(flag).size()) &&
                 text != flag && !text.starts_with("-include-")) {
        out.insert(out.end(), {flag, absolute(std::string(text.drop_front(llvm::StringRef(flag).size())))});
        taken = true;
      }
      if (taken) break;
    }
    if (taken || text.starts_with("-flto") || text.starts_with("-fmodules")) continue;
    for (const char* flag : plain)
      if (text.starts_with(flag)) {
        out.push_back(arg);
        if ((text == "-D" || text == "-U") && i + 1 < command.CommandLine.size()) out.push_back(command.CommandLine[++i]);
        break;
      }
  }
  return out;
}

/// Where headers are looked for first, in this order.
std::vector<std::filesystem::path> include_folders(const config::Config& config) {
  std::vector<std::filesystem::path> folders(config.include_paths.begin(), config.include_paths.end());
  for (const auto& flag : config.pkg_cflags)
    if (flag.starts_with("-I")) folders.emplace_back(flag.substr(2));
  return folders;
}

/// Libraries whose headers hold no documentation comments explain themselves in ordinary ones.
bool has_doc_comments(const config::Config& config, const std::vector<VirtualFile>& files) {
  if (!files.empty()) return true;
  int marks = 0;
  bool looked = false;
  std::vector<std::filesystem::path> folders = include_folders(config);
  folders.insert(folders.end(), {"", "/usr/include", "/usr/local/include"});
  for (const auto& header : config.headers)
    for (const auto& folder : folders)
      if (auto file = llvm::MemoryBuffer::getFile((folder / header).string())) {
        const llvm::StringRef text = (*file)->getBuffer();
        for (const char* mark : {"/// ", "/**", "//! ", "/*!"}) marks += int(text.count(mark));
        // A header of includes alone says nothing about the others.
        looked = looked || text.contains("class ") || text.contains("struct ");
        break;
      }
  // Licences at the start and end of a file often look like documentation.
  return marks > 2 || !looked;
}

bool in_include_path(const config::Config& config, const std::string& header) {
  for (const auto& folder : config.include_paths)
    if (llvm::sys::fs::exists((folder / header).string())) return true;
  return false;
}

std::vector<std::string> command_line(const config::Config& config, diag::Sink& sink,
                                      const std::vector<VirtualFile>& files) {
  std::vector<std::string> args = {"polyglue", "-fsyntax-only", "-x", "c++"};
  std::vector<std::string> flags;
  if (config.compile_commands) flags = database_flags(config, sink);
  flags.insert(flags.end(), config.flags.begin(), config.flags.end());
  bool has_standard = false;
  for (const auto& flag : flags) has_standard |= llvm::StringRef(flag).starts_with("-std=");
  if (!has_standard) args.push_back("-std=c++20");
  for (const auto& folder : config.include_paths) args.push_back("-I" + folder.string());
  args.insert(args.end(), config.pkg_cflags.begin(), config.pkg_cflags.end());
  args.insert(args.end(), flags.begin(), flags.end());
  bool system = false;
  for (const auto& header : config.headers) system |= !in_include_path(config, header);
  // Clang keeps no comments of headers it finds in system folders, where installed libraries are.
  if (system) args.push_back("-fretain-comments-from-system-headers");
  if (!has_doc_comments(config, files)) args.push_back("-fparse-all-comments");
  args.insert(args.end(), {"-resource-dir", resource_dir(), "-D__POLYGLUE__=1", "-w", "-Wno-error",
                           "-ferror-limit=20", "-idirafter", author_folder, "-fno-color-diagnostics", "-fno-caret-diagnostics", main_file});
  return args;
}

}  // namespace

bool parse(const config::Config& config, diag::Sink& sink, const std::vector<VirtualFile>& files,
           const std::function<void(Parsed)>& use) {
  std::string text;
  int line = 1;
  for (const auto& header : config.headers) {
    text += llvm::sys::path::is_absolute(header) ? "#include \"" + header + "\"\n" : "#include <" + header + ">\n";
    ++line;
  }
  std::map<int, config::At<std::string>> instantiations;
  if (!config.instantiate.empty()) {
    text += std::string("namespace ") + instantiate_namespace + " {\n";
    ++line;
    for (const auto& [name, type] : config.instantiate) {
      text += "using " + name + " = " + type.value + ";\n";
      instantiations.emplace(line++, type);
    }
    text += "}\n";
  }

  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  memory->addFile(main_file, 0, llvm::MemoryBuffer::getMemBufferCopy(text, main_file));
  for (const auto& [path, header] : embedded::author_headers())
    memory->addFile(author_folder + std::string(path), 0, llvm::MemoryBuffer::getMemBufferCopy(llvm::StringRef(header.data(), header.size())));
  for (const auto& file : files)
    memory->addFile(file.path, 0, llvm::MemoryBuffer::getMemBufferCopy(file.text, file.path));
  auto overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  overlay->pushOverlay(memory);
  clang::FileSystemOptions options;
  if (!config.directory.empty()) options.WorkingDir = config.directory.string();
  auto manager = llvm::makeIntrusiveRefCnt<clang::FileManager>(options, overlay);

  bool used = false;
  const std::function<void(Parsed)> once = [&](Parsed parsed) {
    used = true;
    use(parsed);
  };
  const std::vector<std::string> args = command_line(config, sink, files);
  if (sink.has_errors()) return false;
  {
    Forwarder forwarder(config, sink, std::move(instantiations));
    clang::tooling::ToolInvocation invocation(args, std::make_unique<Action>(forwarder, once), manager.get());
    invocation.setDiagnosticConsumer(&forwarder);
    invocation.run();
  }
  if (!used && !sink.has_errors())
    sink.error("PG0101", "Clang could not start on the headers", {}, "look at flags in [input]");
  return used;
}

}  // namespace polyglue::input::cpp
