/* A stand-in for the frozen program, so that what the installer does is tested in seconds.
 *
 * Without a command, or with `agent`, it runs until it is asked to end. `stop` asks; beside
 * a file `stubborn.txt` nothing ends. `start-again FILE` starts what FILE names.
 * What runs holds a semaphore with as many counts as there are processes. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define STOP "Local\\fake-station-stop"
#define RUNS "Local\\fake-station-runs"

static char folder[MAX_PATH];

static const char *beside(const char *name)
{
    static char path[2 * MAX_PATH];
    snprintf(path, sizeof path, "%s\\%s", folder, name);
    return path;
}

static int exists(const char *path)
{
    return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}

static int is_running(void)
{
    HANDLE runs = OpenMutexA(SYNCHRONIZE, FALSE, RUNS);
    if (runs)
        CloseHandle(runs);
    return runs != NULL;
}

static int run(void)
{
    HANDLE runs = CreateMutexA(NULL, FALSE, RUNS);
    HANDLE stop = CreateEventA(NULL, TRUE, FALSE, STOP);
    FILE *ready = fopen(beside("started.txt"), "a");
    if (ready) {
        fputs("started\n", ready);
        fclose(ready);
    }
    WaitForSingleObject(stop, INFINITE);
    CloseHandle(runs);
    return 0;
}

static int stop(int count, char **words)
{
    int stays = exists(beside("stubborn.txt"));
    HANDLE event;
    for (int at = 2; at + 1 < count; at++)
        if (!strcmp(words[at], "--remember")) {
            FILE *kept = fopen(words[at + 1], "w");
            if (!kept)
                return 1;
            fputs(is_running() && !stays ? "window" : "", kept);
            fclose(kept);
        }
    for (int at = 2; at < count; at++)
        if (!strcmp(words[at], "--list")) {
            puts(is_running() ? "wats-stationw.exe (process 1)" : "nothing runs");
            return 0;
        }
    if (is_running() && stays) {
        fputs("wats-station: still running\n", stderr);
        return 1;
    }
    event = OpenEventA(EVENT_MODIFY_STATE, FALSE, STOP);
    if (event)
        SetEvent(event);
    for (int tries = 0; is_running() && tries < 100; tries++)
        Sleep(100);
    return is_running();
}

static int start_again(const char *file)
{
    char word[32] = "";
    FILE *kept = fopen(file, "r");
    STARTUPINFOA start = {.cb = sizeof start};
    PROCESS_INFORMATION made;
    if (!kept)
        return 1;
    fgets(word, sizeof word, kept);
    fclose(kept);
    DeleteFileA(file);
    if (strcmp(word, "window"))
        return 0;
    return !CreateProcessA(beside("wats-stationw.exe"), NULL, NULL, NULL, FALSE, DETACHED_PROCESS,
                           NULL, NULL, &start, &made);
}

int main(int count, char **words)
{
    GetModuleFileNameA(NULL, folder, sizeof folder);
    *strrchr(folder, '\\') = 0;
    if (count > 1 && !strcmp(words[1], "stop"))
        return stop(count, words);
    if (count > 2 && !strcmp(words[1], "start-again"))
        return start_again(words[2]);
    return run();
}
