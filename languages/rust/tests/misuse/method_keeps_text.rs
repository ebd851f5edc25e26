//! case: tasks
//! error: E0521
//! What a method of a class is given ends with the call.

struct Mine(std::sync::Mutex<Vec<&'static str>>);

impl tasks::SourceImpl for Mine {
    fn fetch(&self, _: &tasks::Source, name: &str) -> tasks::Later<'_, tasks::Song> {
        self.0.lock().unwrap().push(name);
        Box::pin(async { Ok(tasks::Song::default()) })
    }
}

fn main() {}
