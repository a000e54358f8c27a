#pragma once
// The same work for many items on several threads, with results handed over in the order of the items, whatever the
// scheduling.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace mingzhang {

// Calls work(i) for i = 0 … count-1 on `jobs` threads, and on the calling thread emit(i, result) in ascending order and
// tick() some five times a second. A thread runs at most kAhead items ahead of what was emitted, which bounds the results
// held. When `stop` becomes true no new item is begun; those begun are finished and emitted, so what was emitted is always
// the beginning of the list. Returns how many were emitted. `work` must not throw.
template <class Work, class Emit, class Tick>
std::size_t run_in_order(std::size_t count, int jobs, const std::atomic<bool>& stop, Work work, Emit emit, Tick tick) {
  using T = decltype(work(std::size_t{0}));
  constexpr std::size_t kAhead = 256;
  std::mutex mutex;
  std::condition_variable finished, room;
  std::map<std::size_t, T> results;
  std::size_t next = 0, emitted = 0, running = 0;

  const auto worker = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      room.wait_for(lock, std::chrono::milliseconds(200), [&] { return stop || next >= count || next < emitted + kAhead; });
      if (stop || next >= count) return;
      if (next >= emitted + kAhead) continue;
      const std::size_t item = next++;
      ++running;
      lock.unlock();
      T result = work(item);
      lock.lock();
      results.emplace(item, std::move(result));
      --running;
      finished.notify_one();
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < jobs; ++i) threads.emplace_back(worker);

  std::unique_lock lock(mutex);
  while (true) {
    while (!results.empty() && results.begin()->first == emitted) {
      auto node = results.extract(results.begin());
      lock.unlock();
      emit(node.key(), std::move(node.mapped()));
      lock.lock();
      ++emitted;
      room.notify_all();
    }
    if (running == 0 && results.empty() && (stop || next >= count)) break;
    finished.wait_for(lock, std::chrono::milliseconds(200));
    lock.unlock();
    tick();
    lock.lock();
  }
  lock.unlock();
  for (std::thread& thread : threads) thread.join();
  return emitted;
}

}  // namespace mingzhang
