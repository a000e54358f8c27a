#pragma once
// What the program mingzhang-read denies itself before it looks at a stranger's bytes.

namespace mingzhang {

// From now on: no network, no other programs or processes, no writing anywhere but to what is open, no reading but of what
// libraries need (/usr, /etc/fonts), no tracing. Memory, time and file sizes were limited by who started us. On a kernel
// without seccomp or Landlock, what is missing stays undone: the limits still hold.
void enter_sandbox();

}  // namespace mingzhang
