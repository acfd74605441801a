// Progress for people at a terminal, for logs, and as one JSON document a line.
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "hub/cli/output.h"
#include "hub/text.h"

namespace tenon::cli {

namespace {

using hub::Resolution;
using hub::Transfer;
using Clock = std::chrono::steady_clock;
using State = Transfer::State;

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "the handler of a signal sets it");

double seconds_since(Clock::time_point t) {
  return std::chrono::duration<double>(Clock::now() - t).count();
}

class Quiet : public hub::Progress {
 public:
  bool cancelled() override { return interrupted; }
};

// What plain lines and bars share.
class Human : public Quiet {
 public:
  void resolved(const Resolution& r) override {
    line(str("resolved   ", r.name, " ", r.version, "  ", r.digest.brief(), "  (registry ",
             r.registry, ")"));
    line("signature  none: the content is checked against its digest");
    line(str("licence    ", r.licence));
  }
  void update(const Transfer& t) override {
    if (t.state == State::Started) {
      started_ = shown_ = Clock::now();
      from_ = t.done;
    }
    bool last = t.state == State::Finished || t.state == State::Cached;
    if (!last && (t.state == State::Started || seconds_since(shown_) < interval())) return;
    shown_ = Clock::now();
    show(t, last);
  }

 protected:
  virtual double interval() const = 0;
  virtual void show(const Transfer& t, bool last) = 0;

  static void line(const std::string& text) {
    std::fprintf(stderr, "%s\n", hub::printable(text).c_str());
  }
  std::string details(const Transfer& t) const {
    if (t.state == State::Cached) return hub::human_size(t.total) + "  cached";
    std::string out = t.state == State::Finished
                          ? hub::human_size(t.total)
                          : str(hub::human_size(t.done), " / ", hub::human_size(t.total));
    double seconds = seconds_since(started_);
    if (seconds > 0.05)
      out += "  " +
             hub::human_size(static_cast<uint64_t>(static_cast<double>(t.done - from_) / seconds)) +
             "/s";
    if (t.resumed != 0) out += "  (resumed at " + hub::human_size(t.resumed) + ")";
    return out;
  }
  static int percent(const Transfer& t) {
    return t.total ? static_cast<int>(t.done * 100 / t.total) : 100;
  }

 private:
  Clock::time_point started_, shown_;
  uint64_t from_ = 0;
};

class Plain : public Human {
  double interval() const override { return 10; }
  void show(const Transfer& t, bool) override {
    line(str(t.file, "  ", t.digest.hex.substr(0, 12), "  ", percent(t), "%  ", details(t)));
  }
};

class Bar : public Human {
 public:
  ~Bar() override {
    if (open_) std::fputc('\n', stderr);
  }

 private:
  static constexpr int kWidth = 24;
  double interval() const override { return 0.05; }
  void show(const Transfer& t, bool last) override {
    int full = percent(t) * kWidth / 100;
    std::string bar;
    for (int i = 0; i < kWidth; ++i) bar += i < full ? "━" : "╌";
    const char* colour = std::getenv("NO_COLOR") ? "" : "\033[32m";
    std::fprintf(stderr, "\r\033[K%-20s %s %3d%% %s%s%s  %s", hub::printable(t.file).c_str(),
                 t.digest.hex.substr(0, 12).c_str(), percent(t), colour, bar.c_str(),
                 *colour ? "\033[0m" : "", details(t).c_str());
    if (last) std::fputc('\n', stderr);
    std::fflush(stderr);
    open_ = !last;
  }
  bool open_ = false;
};

class JsonLines : public Quiet {
 public:
  void resolved(const Resolution& r) override {
    emit(io::Json::object()
             .set("event", io::Json::string("resolved"))
             .set("registry", io::Json::string(r.registry))
             .set("name", io::Json::string(r.name))
             .set("version", io::Json::string(r.version))
             .set("digest", io::Json::string(r.digest.text())));
  }
  void update(const Transfer& t) override {
    if (t.state == State::Advanced && seconds_since(shown_) < 0.1) return;
    shown_ = Clock::now();
    constexpr const char* kEvents[] = {"started", "advanced", "finished", "cached"};
    emit(io::Json::object()
             .set("event", io::Json::string(kEvents[static_cast<int>(t.state)]))
             .set("file", io::Json::string(t.file))
             .set("digest", io::Json::string(t.digest.text()))
             .set("done", io::Json::integer(static_cast<int64_t>(t.done)))
             .set("total", io::Json::integer(static_cast<int64_t>(t.total)))
             .set("resumed", io::Json::integer(static_cast<int64_t>(t.resumed))));
  }

 private:
  static void emit(const io::Json& v) { std::fprintf(stderr, "%s\n", v.dump().c_str()); }
  Clock::time_point shown_;
};

}  // namespace

std::unique_ptr<hub::Progress> make_progress(const std::string& kind) {
  if (kind == "none") return std::make_unique<Quiet>();
  if (kind == "json") return std::make_unique<JsonLines>();
  const char* terminal = std::getenv("TERM");
  bool dumb = terminal && std::string_view(terminal) == "dumb";
  if (kind == "plain" || !::isatty(STDERR_FILENO) || dumb) return std::make_unique<Plain>();
  return std::make_unique<Bar>();
}

void catch_interrupts() {
  struct sigaction action = {};
  action.sa_handler = [](int) { interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second one ends the process
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace tenon::cli
