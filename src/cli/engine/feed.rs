//! The input of a command, which is written as long as the command has time.

use std::io::{self, Write};
use std::process::ChildStdin;
use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::thread;
use std::time::{Duration, Instant};

/// The number of chunks that wait for the command.
const MAX_WAITING: usize = 16;
/// The time between two looks at whether the command reads on.
const PAUSE: Duration = Duration::from_millis(2);

/// The end of the time of a command; `None` if it has no end.
#[derive(Clone, Copy)]
pub(super) struct Deadline(Option<Instant>);

impl Deadline {
    pub(super) fn after(time: Duration) -> Self {
        Self(Instant::now().checked_add(time))
    }

    pub(super) fn remaining(self) -> Duration {
        self.0.map_or(Duration::MAX, |end| {
            end.saturating_duration_since(Instant::now())
        })
    }

    /// Waits for a short time; returns `false` if there is none.
    pub(super) fn pause(self) -> bool {
        thread::sleep(PAUSE.min(self.remaining()));
        !self.remaining().is_zero()
    }
}

/// A writer to the input of a command. A thread of its own writes to the pipe: one that nobody reads, such as that of a command which
/// was ended and has left it to another one, would block it for ever.
pub(super) struct Feed {
    chunks: SyncSender<Vec<u8>>,
    deadline: Deadline,
}

impl Feed {
    /// Returns the writer, and the result of the thread that writes to the pipe.
    pub(super) fn new(
        pipe: Option<ChildStdin>,
        deadline: Deadline,
    ) -> (Self, Receiver<io::Result<()>>) {
        let (chunks, waiting) = mpsc::sync_channel::<Vec<u8>>(MAX_WAITING);
        let (sender, written) = mpsc::channel();
        thread::spawn(move || {
            let write = || {
                let mut pipe = pipe.ok_or(io::ErrorKind::BrokenPipe)?;
                waiting.iter().try_for_each(|chunk| pipe.write_all(&chunk))
            };
            // Nobody waits for it after the time is over.
            let _ = sender.send(write());
        });
        (Self { chunks, deadline }, written)
    }
}

impl Write for Feed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut chunk = bytes.to_vec();
        loop {
            match self.chunks.try_send(chunk) {
                Ok(()) => return Ok(bytes.len()),
                Err(TrySendError::Disconnected(_)) => return Err(io::ErrorKind::BrokenPipe.into()),
                Err(TrySendError::Full(unsent)) => chunk = unsent,
            }
            if !self.deadline.pause() {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
